/** The width below which the rail gives way to tabs and tables to rows; style sheets name it as 47.5em. */
export const phone = '(max-width: 47.5em)';
