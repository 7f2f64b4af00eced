import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createFolders, type DataFolder, uploadPath } from '#db/data-folder.ts';
import { createUpload } from '#db/queries/uploads.ts';
import type { Services } from './context.ts';
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
    try {
      const uploadId = createUpload(services.db, { ...file, createdAt: services.now() }, (id) =>
        moveIntoPlace(temporaryPath, uploadPath(folder, id), folder),
      );
      return Response.json({ uploadId, ...file });
    } catch (problem) {
      await rm(temporaryPath, { force: true });
      throw problem;
    }
  });
}

/** The name is on the disk, not only the bytes, before anyone is told. */
function moveIntoPlace(from: string, to: string, folder: DataFolder): void {
  renameSync(from, to);
  const directory = openSync(folder.uploads, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
