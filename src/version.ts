/** Filled in by the build from package.json; a build without it says so instead of inventing a number. */
declare const BACKUP_DOCTOR_VERSION: string | undefined;

export const version: string = typeof BACKUP_DOCTOR_VERSION === 'string' ? BACKUP_DOCTOR_VERSION : '0.0.0-unbuilt';
