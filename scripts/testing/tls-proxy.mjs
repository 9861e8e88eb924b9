import { generateKeyPairSync, sign } from "node:crypto";
import { request } from "node:http";
import { createServer } from "node:https";

/** A value of DER: what kind it is, how long, and its parts. */
function der(tag, ...parts) {
  const value = Buffer.concat(parts);
  const size = value.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}

const hex = (text) => Buffer.from(text, "hex");
/** ecdsa-with-SHA256 */
const ALGORITHM = der(0x30, der(0x06, hex("2a8648ce3d040302")));
const LOCALHOST = der(
  0x30,
  der(0x31, der(0x30, der(0x06, hex("550403")), der(0x0c, Buffer.from("localhost")))),
);
const utc = (text) => der(0x17, Buffer.from(text));

/** A key and a certificate of localhost that it signed itself (X.509, as small as it may be), for this process alone. */
function selfSigned() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signed = der(
    0x30,
    der(0x02, hex("01")),
    ALGORITHM,
    LOCALHOST,
    der(0x30, utc("260101000000Z"), utc("490101000000Z")),
    LOCALHOST,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = sign("sha256", signed, privateKey);
  const cert = der(0x30, signed, ALGORITHM, der(0x03, hex("00"), signature)).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }),
    cert: `-----BEGIN CERTIFICATE-----\n${cert}\n-----END CERTIFICATE-----\n`,
  };
}

/**
 * Stands in front of a server as a proxy that speaks https does: ends TLS at `port`, and passes all on with the host that
 * was asked for and the protocol in x-forwarded-proto.
 */
export async function tlsProxy(port, behind) {
  const proxy = createServer(selfSigned(), (asked, answer) => {
    const headers = { ...asked.headers, "x-forwarded-proto": "https" };
    const about = {
      host: "localhost",
      port: behind,
      method: asked.method,
      path: asked.url,
      headers,
    };
    const onward = request(about, (came) => {
      answer.writeHead(came.statusCode, came.headers);
      came.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    asked.pipe(onward);
  });
  await new Promise((listening) => proxy.listen(port, listening));
  return () => {
    proxy.closeAllConnections();
    return new Promise((closed) => proxy.close(closed));
  };
}
