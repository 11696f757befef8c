// What the surroundings say: `cargo xtask e2e` sets these.
import { readFileSync } from 'node:fs';

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the journeys with cargo xtask e2e`);
  return value;
}

export const baseUrl = required('BASE_URL').replace(/\/$/, '');
export const password = required('DEMO_PASSWORD');
export const database = process.env.DB ?? 'sqlite';
/** Whether every page that is checked is kept as a picture. */
export const keepsPictures = process.env.PICTURES === 'yes';
export const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** The demo's first account per role code. */
const logins = process.env.DEMO_LOGINS
  ? JSON.parse(readFileSync(process.env.DEMO_LOGINS, 'utf8'))
  : {};

/** An e-mail address as it is, or the first account of a role. */
export function emailOf(roleOrEmail) {
  if (roleOrEmail.includes('@')) return roleOrEmail;
  const email = logins[roleOrEmail];
  if (!email) throw new Error(`the demo has no account in the role ${roleOrEmail}`);
  return email;
}

/** Every role that the demo has an account in. */
export const roles = Object.keys(logins);
