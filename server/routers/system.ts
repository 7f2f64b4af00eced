import type { SystemStatus } from '../api-types.ts';
import { systemStatus } from '../system-status.ts';
import { procedure, publicProcedure, router } from '../trpc.ts';

export const systemRouter = router({
  health: publicProcedure.query(({ ctx }): { status: 'ok'; version: string } => ({
    status: 'ok',
    version: ctx.version,
  })),
  status: procedure.query(({ ctx }): SystemStatus => systemStatus(ctx)),
});
