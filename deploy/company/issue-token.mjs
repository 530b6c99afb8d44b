// Prints a token for somebody:
//
//   node issue-token.mjs NAME DAYS [read]

import { SignJWT } from 'jose';

import { secret } from './secret.mjs';

const [name, days, access = 'write'] = process.argv.slice(2);

if (!name || !(Number(days) > 0) || !['read', 'write'].includes(access)) {
  console.error('How to use it: node issue-token.mjs NAME DAYS [read]');
  process.exit(2);
}

const now = Math.floor(Date.now() / 1000);
const token = new SignJWT({ access })
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject(name)
  .setIssuedAt(now)
  .setExpirationTime(now + Math.round(Number(days) * 24 * 60 * 60));
console.log(await token.sign(secret));
