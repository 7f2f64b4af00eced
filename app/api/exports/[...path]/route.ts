import { answerExport } from '#server/export-endpoint.ts';
import { services } from '#server/services.ts';

export const dynamic = 'force-dynamic';

interface Parameters {
  readonly params: Promise<{ readonly path: readonly string[] }>;
}

export const GET = async (request: Request, { params }: Parameters) =>
  answerExport(request, services(), (await params).path);
