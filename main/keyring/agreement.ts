import {
  createCipheriv,
  createDecipheriv,
  createDiffieHellman,
  type DiffieHellman,
  hkdfSync,
  randomBytes,
} from 'node:crypto';

/** Second Oakley group, 1024 bits: RFC 2409, 6.2. The specification knows no other. */
const prime =
  'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404ddef9519b3cd' +
  '3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7edee386bfb5a899fa5ae9f' +
  '24117c4b1fe649286651ece65381ffffffffffffffff';
const bytes = 128;

/** A secret as it travels: what the receiver needs beside the key, and the text. */
export interface Travelling {
  readonly parameters: Buffer;
  readonly value: Buffer;
}

/**
 * What keeps secrets from whoever listens on the bus: `dh-ietf1024-sha256-aes128-cbc-pkcs7` of the Secret Service.
 * https://specifications.freedesktop.org/secret-service-spec/latest/transfer-secrets.html
 */
export class Agreement {
  static readonly algorithm = 'dh-ietf1024-sha256-aes128-cbc-pkcs7';
  readonly #own: DiffieHellman = createDiffieHellman(Buffer.from(prime, 'hex'), 2);
  #key: Buffer | null = null;

  /** Our half, for the other side. */
  offer(): Buffer {
    return padded(this.#own.generateKeys());
  }

  /** Takes the other side's half. Throws when it is no number of the group. */
  take(theirs: Buffer): void {
    const shared = padded(this.#own.computeSecret(theirs));
    this.#key = Buffer.from(hkdfSync('sha256', shared, Buffer.alloc(0), Buffer.alloc(0), 16));
  }

  sealed(secret: Buffer): Travelling {
    const parameters = randomBytes(16);
    const cipher = createCipheriv('aes-128-cbc', this.#agreed(), parameters);
    return { parameters, value: Buffer.concat([cipher.update(secret), cipher.final()]) };
  }

  /** Throws when it was sealed otherwise. */
  opened({ parameters, value }: Travelling): Buffer {
    const opened = createDecipheriv('aes-128-cbc', this.#agreed(), parameters);
    return Buffer.concat([opened.update(value), opened.final()]);
  }

  #agreed(): Buffer {
    if (this.#key === null) throw new Error('the other side has not answered');
    return this.#key;
  }
}

/** Both sides count leading zeros, so that both derive the same. */
function padded(number: Buffer): Buffer {
  return number.length >= bytes ? number : Buffer.concat([Buffer.alloc(bytes - number.length), number]);
}
