import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

type Backend = ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;

/** Chromium's own numbers: components/os_crypt/async/browser/posix_key_provider.cc. */
const blank = Buffer.alloc(16, ' ');
const marks = { gnome_libsecret: 'v11', basic_text: 'v10' } as const;

/**
 * Seals as Chromium does on Linux. The keyring is a file beside the user's others, which a test can lock: TOCSIN_KEYRING
 * is `gnome_libsecret` unless it says `basic_text` (no keyring: Chromium's own fixed password) or `unavailable`.
 */
class SafeStorage
  implements
    Pick<
      Electron.SafeStorage,
      | 'decryptString'
      | 'decryptStringAsync'
      | 'encryptString'
      | 'encryptStringAsync'
      | 'getSelectedStorageBackend'
      | 'isAsyncEncryptionAvailable'
      | 'isEncryptionAvailable'
      | 'setUsePlainTextEncryption'
    >
{
  #plain = false;

  getSelectedStorageBackend(): Backend {
    return this.#mode() === 'gnome_libsecret' ? 'gnome_libsecret' : 'basic_text';
  }

  isEncryptionAvailable(): boolean {
    return this.#mode() === 'gnome_libsecret' || (this.#mode() === 'basic_text' && this.#plain);
  }

  setUsePlainTextEncryption(usePlainText: boolean): void {
    this.#plain = usePlainText;
  }

  async isAsyncEncryptionAvailable(): Promise<boolean> {
    return this.#mode() !== 'unavailable';
  }

  encryptString(plain: string): Buffer {
    const mode = this.#mode();
    if (mode === 'unavailable') throw new Error('Error while encrypting the text provided to safeStorage');
    const cipher = createCipheriv('aes-128-cbc', this.#key(mode), blank);
    return Buffer.concat([Buffer.from(marks[mode]), cipher.update(plain, 'utf8'), cipher.final()]);
  }

  async encryptStringAsync(plain: string): Promise<Buffer> {
    return this.encryptString(plain);
  }

  decryptString(sealed: Buffer): string {
    const mark = sealed.toString('latin1', 0, 3);
    const mode = mark === 'v11' ? 'gnome_libsecret' : 'basic_text';
    if (this.#mode() === 'unavailable' || (mode === 'gnome_libsecret' && this.#mode() !== mode)) {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage');
    }
    const decipher = createDecipheriv('aes-128-cbc', this.#key(mode), blank);
    return Buffer.concat([decipher.update(sealed.subarray(3)), decipher.final()]).toString('utf8');
  }

  async decryptStringAsync(sealed: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
    return { result: this.decryptString(sealed), shouldReEncrypt: false };
  }

  #mode(): 'gnome_libsecret' | 'basic_text' | 'unavailable' {
    const given = process.env['TOCSIN_KEYRING'];
    return given === 'basic_text' || given === 'unavailable' ? given : 'gnome_libsecret';
  }

  #key(mode: 'gnome_libsecret' | 'basic_text'): Buffer {
    const password = mode === 'basic_text' ? 'peanuts' : keyringPassword();
    return pbkdf2Sync(password, 'saltysalt', 1, 16, 'sha1');
  }
}

function keyringPassword(): string {
  const folder = join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'keyrings');
  const file = join(folder, 'stand-in');
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const password = randomBytes(16).toString('base64');
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, password, { mode: 0o600 });
    return password;
  }
}

export const safeStorage = new SafeStorage();
