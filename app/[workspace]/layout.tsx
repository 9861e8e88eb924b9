import { cookies } from "next/headers";
import { type ReactNode, Suspense } from "react";
import { NoticeBell } from "@/components/alerts/notice-bell";
import { RestorePosition } from "@/components/billing/page-position";
import { LiveBalance } from "@/components/credits/live-balance";
import { LiveNotice } from "@/components/credits/live-notice";
import { LiveWorkspace } from "@/components/credits/live-workspace";
import { Queries } from "@/components/shell/queries";
import { RunningCount } from "@/components/shell/running-count";
import { Shell } from "@/components/shell/shell";
import { BUY_PATH } from "@/components/shell/shortcut-keys";
import { loadFrameBalances, loadInboxCount } from "@/lib/credits/loaders";
import { loadFrame, loadWorkspaces } from "@/lib/identity/loaders";

type WorkspaceLayoutProps = { children: ReactNode; params: Promise<{ workspace: string }> };

export default async function WorkspaceLayout({ children, params }: WorkspaceLayoutProps) {
  const { workspace: slug } = await params;
  const [jar, frame, workspaces, balances, notices] = await Promise.all([
    cookies(),
    loadFrame(slug),
    loadWorkspaces(),
    loadFrameBalances(slug),
    loadInboxCount(slug),
  ]);
  const billing = `/${slug}/settings/billing`;
  const ask = `${billing}?ask=1`;
  return (
    <Queries>
      <LiveWorkspace key={slug} workspace={slug} balances={balances}>
        <Shell
          {...frame}
          workspaces={workspaces}
          running={<RunningCount />}
          notice={
            <LiveNotice
              timeZone={frame.timeZone}
              buyHref={frame.canBuy ? billing : null}
              askHref={ask}
              dismissed={jar.get("dismissed")?.value.split(".") ?? []}
            />
          }
          bell={
            <NoticeBell
              workspace={slug}
              timeZone={frame.timeZone}
              count={notices}
              settingsHref={frame.canManage ? `/${slug}/settings/alerts` : null}
            />
          }
          badge={
            <LiveBalance
              timeZone={frame.timeZone}
              links={{
                buy: frame.canBuy ? `/${slug}${BUY_PATH}` : null,
                ask,
                history: billing,
                leads: `/${slug}/settings/cold-email-agent`,
                activity: `/${slug}/activity`,
              }}
            />
          }
        >
          {children}
        </Shell>
        <Suspense>
          <RestorePosition />
        </Suspense>
      </LiveWorkspace>
    </Queries>
  );
}
