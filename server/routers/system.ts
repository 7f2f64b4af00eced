import type { SystemStatus } from '../api-types.ts';
import { procedure, publicProcedure, router } from '../trpc.ts';
import { absent } from './absent.ts';

export const systemRouter = router({
  health: publicProcedure.query((): { status: 'ok'; version: string } => absent()),
  status: procedure.query((): SystemStatus => absent()),
});
