import { type Problem, problemOfBody } from './read-problem.ts';

/** What the server says about a file it has stored. */
export interface StoredFile {
  readonly uploadId: number;
  readonly fileName: string;
  readonly bytes: number;
}

/** A file that was not taken, with the server's reason. */
class UploadRefused extends Error {
  readonly code: string;

  constructor({ code, message }: Problem) {
    super(message);
    this.name = 'UploadRefused';
    this.code = code;
  }
}

interface UploadOptions {
  /** Told the share that has left, 0–1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Streams a file to the server as it is. A request of the old kind, because only that tells how far it is. */
export function uploadFile(file: File, { onProgress, signal }: UploadOptions): Promise<StoredFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/uploads');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    request.responseType = 'json';
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status === 200) resolve(request.response as StoredFile);
      else reject(new UploadRefused(problemOfBody(request.response, refusalOf(request.status))));
    };
    request.onerror = () =>
      reject(new UploadRefused({ code: 'unreachable', message: unreachable, field: undefined }));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

const unreachable = 'The file did not arrive: Hindcast does not answer. Nothing was saved.';

function refusalOf(status: number): string {
  return status === 413
    ? 'The file is larger than this Hindcast takes. Nothing was saved.'
    : `The file was not taken (status ${status}). Nothing was saved.`;
}
