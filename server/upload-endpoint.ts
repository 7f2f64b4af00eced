import { createFolders } from '#db/data-folder.ts';
import type { Services } from './context.ts';
import { placeUpload } from './place-upload.ts';
import { receiveUpload } from './receive-upload.ts';
import { guardedByKey } from './request-guard.ts';

/** Takes a file as it comes and keeps it under an id of its own, whole and on the disk, or not at all. */
export function takeUpload(request: Request, services: Services): Promise<Response> {
  return guardedByKey(request, services, async () => {
    const { folder, environment } = services;
    createFolders(folder);
    const received = await receiveUpload(request, {
      temporaryFolder: folder.tmp,
      maxBytes: environment.maxUploadBytes,
    });
    const { temporaryPath, ...file } = received;
    const uploadId = await placeUpload(services, temporaryPath, { ...file, createdAt: services.now() });
    return Response.json({ uploadId, ...file });
  });
}
