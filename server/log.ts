import pino from 'pino';

const longest = 1000;
const cut = (text: unknown) => (typeof text === 'string' ? text.slice(0, longest) : undefined);

/** One JSON line an entry on stderr; texts are cut, keys and cookies never reach it. */
export const log = pino(
  {
    name: 'hindcast-web',
    redact: ['*.accessKey', '*.authorization', '*.cookie'],
    serializers: {
      err: (error: unknown) =>
        error instanceof Error
          ? { type: error.name, message: cut(error.message), stack: cut(error.stack) }
          : { message: cut(String(error)) },
    },
  },
  pino.destination(2),
);
