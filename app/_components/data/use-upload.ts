'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { uploadFile } from '#app/_lib/upload-file.ts';

/** Where an upload stands. */
export type UploadState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly fileName: string; readonly share: number }
  | { readonly kind: 'refused'; readonly fileName: string; readonly error: unknown };

/** Sends a file and goes on to the page that shows how it was read. */
export function useUpload() {
  const router = useRouter();
  const [state, setState] = useState<UploadState>({ kind: 'idle' });
  const abort = useRef<AbortController | null>(null);

  const send = async (file: File) => {
    const fileName = file.name;
    abort.current = new AbortController();
    setState({ kind: 'sending', fileName, share: 0 });
    try {
      const { signal } = abort.current;
      const onProgress = (share: number) => setState({ kind: 'sending', fileName, share });
      const stored = await uploadFile(file, { onProgress, signal });
      router.push(`/data/add/${stored.uploadId}`);
    } catch (error) {
      const left = abort.current?.signal.aborted;
      setState(left ? { kind: 'idle' } : { kind: 'refused', fileName, error });
    }
  };
  const refuse = (fileName: string, message: string) =>
    setState({ kind: 'refused', fileName, error: new Error(message) });
  return { state, send, refuse, cancel: () => abort.current?.abort() };
}
