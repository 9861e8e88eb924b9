import { z } from "zod";
import { SCOPES, SECRET_PREFIX } from "@/lib/identity/core/api-key";
import { isPlain, isVisible, NAME_MAX } from "@/lib/identity/core/name";
import { PASSWORD_MAX, PASSWORD_MIN } from "@/lib/identity/core/password";
import { ROLES } from "@/lib/identity/core/permissions";
import { SLUG_MAX } from "@/lib/identity/core/slug";

const oneLine = (label: string, max: number) =>
  z
    .string()
    .trim()
    .refine(isVisible, `Enter ${label}.`)
    .max(max, `Use at most ${max} characters.`)
    .refine(isPlain, "Use a single line of plain text.");

/** One mailbox, in the one spelling that is stored: nothing that a mail would read as another or as more of them. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "Use at most 254 characters.")
  .pipe(z.email("Enter an e-mail address, such as name@company.com."));

const newPassword = z
  .string()
  .min(PASSWORD_MIN, `Use at least ${PASSWORD_MIN} characters.`)
  .max(PASSWORD_MAX, `Use at most ${PASSWORD_MAX} characters.`);

const personName = oneLine("a name", NAME_MAX);
const workspaceName = oneLine("a name for the workspace", NAME_MAX);
const timeZone = z.string().min(1).max(64);
const next = z.string().max(2000).optional();
const role = z.enum(ROLES);
const workspace = z.string();

/** The secret of a link, as `newSecret` makes them. */
export const secretSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const passwordSchema = z.object({
  email: emailSchema,
  password: z.string().min(1, "Enter your password.").max(PASSWORD_MAX),
});
export const signInSchema = passwordSchema.extend({ next });
export const signInLinkSchema = z.object({ email: emailSchema, next });
export const linkSchema = z.object({ token: secretSchema, next });
export const castSchema = z.object({ email: emailSchema, next });
export const providerSchema = z.object({ provider: z.enum(["github", "google"]), next });

export const signUpSchema = z.object({
  name: personName,
  email: emailSchema,
  password: newPassword,
  workspaceName,
  timeZone,
  next,
});

export const newWorkspaceSchema = z.object({ name: workspaceName, timeZone });
export const generalSchema = z.object({ workspace, name: workspaceName, timeZone });
export const slugSchema = z.object({
  workspace,
  slug: z.string().trim().toLowerCase().min(1, "Enter an address.").max(SLUG_MAX),
});

export const inviteSchema = z.object({ workspace, email: emailSchema, role });
export const invitationSchema = z.object({ workspace, invitationId: z.uuid() });
export const roleSchema = z.object({ workspace, userId: z.uuid(), role });
export const removeSchema = z.object({ workspace, userId: z.uuid() });
export const leaveSchema = z.object({ workspace });

export const acceptSchema = z.object({ token: secretSchema });
export const joinSchema = z.object({
  token: secretSchema,
  name: personName,
  password: newPassword,
});

export const renameSchema = z.object({ name: personName });
export const changePasswordSchema = z.object({
  current: z.string().max(PASSWORD_MAX),
  password: newPassword,
});
export const sessionSchema = z.object({ sessionId: z.uuid() });

export const newApiKeySchema = z.object({
  workspace,
  name: oneLine("a name", 60),
  scopes: z.array(z.enum(SCOPES)).min(1, "Choose at least one."),
  lifetime: z.enum(["30", "90", "365", "none"]),
});
export const revokeApiKeySchema = z.object({ workspace, apiKeyId: z.uuid() });

/** The secret of an API key, as it is shown once. */
export const apiSecretSchema = z.string().regex(new RegExp(`^${SECRET_PREFIX}[A-Za-z0-9_-]{43}$`));
