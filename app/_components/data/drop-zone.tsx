'use client';

import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type FileRejection, useDropzone } from 'react-dropzone';
import { ErrorNote } from '#app/_components/error-note.tsx';
import styles from './drop-zone.module.css';
import { UploadProgress } from './upload-progress.tsx';
import { useUpload } from './use-upload.ts';

/** Takes a file by drop or by the file dialog. `large`: the invitation of the first launch. */
export function DropZone({ large = false }: { readonly large?: boolean }) {
  const { state, send, refuse, cancel } = useUpload();
  const isSending = state.kind === 'sending';
  const onDrop = ([file]: File[], [rejected]: FileRejection[]) => {
    if (file) void send(file);
    else if (rejected)
      refuse(rejected.file.name, 'One file at a time, please: each is read and checked by itself.');
  };
  const { getRootProps, getInputProps, open, isDragActive } = useDropzone({
    onDrop,
    multiple: false,
    noClick: true,
    noKeyboard: true,
    disabled: isSending,
  });
  const classes = [styles.zone, large && styles.large, isDragActive && styles.over].filter(Boolean).join(' ');
  return (
    <div className={styles.stack}>
      <section
        {...getRootProps({ className: classes, role: undefined, tabIndex: undefined })}
        aria-label="Add a CSV"
      >
        <input {...getInputProps({ 'aria-label': 'Choose a file' })} />
        <span className={styles.icon}>
          <IconUpload size={20} stroke={1.75} aria-hidden />
        </span>
        {isSending ? (
          <UploadProgress fileName={state.fileName} share={state.share} />
        ) : (
          <div>
            <h2>
              {isDragActive ? 'Let go to read it' : 'Drop a CSV here, or '}
              {!isDragActive && (
                <button type="button" className="textLink" onClick={open}>
                  browse
                </button>
              )}
            </h2>
            <p className={styles.hint}>
              Any delimiter, decimal comma, Windows-1252 or UTF-16, up to 200 MB. You see every guess before
              anything is saved.
            </p>
          </div>
        )}
        {isSending && (
          <Button variant="default" onClick={cancel}>
            Cancel
          </Button>
        )}
      </section>
      {state.kind === 'refused' && (
        <ErrorNote title={`${state.fileName} was not taken.`} error={state.error} />
      )}
    </div>
  );
}
