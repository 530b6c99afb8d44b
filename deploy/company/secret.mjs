// The secret with which tokens are signed and checked. Whoever has it can issue tokens.

const { TOKEN_SECRET = '' } = process.env;

if (TOKEN_SECRET.length < 32) {
  console.error('Set TOKEN_SECRET to at least 32 random letters, such as those of: openssl rand -hex 32');
  process.exit(1);
}

export const secret = new TextEncoder().encode(TOKEN_SECRET);
