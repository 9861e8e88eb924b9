/** The largest file that is accepted, in bytes: 200 MB. */
export const LARGEST_UPLOAD = 200 * 1024 * 1024;
