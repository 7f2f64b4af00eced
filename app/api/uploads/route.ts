import { services } from '#server/services.ts';
import { takeUpload } from '#server/upload-endpoint.ts';

export const dynamic = 'force-dynamic';

export const POST = (request: Request) => takeUpload(request, services());
