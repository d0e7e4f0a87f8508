import type { Field } from '../../preload/contract/api.ts';

/** The part of a server's form that is the same for every kind: how its line is made. */
export const lineFields: readonly Field[] = [
  {
    path: 'proxy',
    label: 'Proxy',
    help: 'none, system (as the environment says), or an address such as http://proxy.example:3128',
    type: 'text',
    group: 'advanced',
    usual: 'As set under Settings, Network',
  },
  {
    path: 'path',
    label: 'Socket path',
    help: 'Only where the server listens elsewhere than at its usual path',
    type: 'text',
    group: 'advanced',
    usual: 'The usual one',
  },
  {
    path: 'tls.ca',
    label: 'CA file',
    help: 'PEM file of the authority that signed the server, where this computer does not trust it by itself',
    type: 'file',
    group: 'advanced',
    usual: 'Authorities that this computer trusts',
  },
  { path: 'tls.cert', label: 'Own certificate', help: 'PEM file', type: 'file', group: 'advanced', usual: 'None' },
  { path: 'tls.key', label: 'Its key', help: 'PEM text', type: 'secret', group: 'advanced' },
  { path: 'tls.passphrase', label: "The key's passphrase", help: '', type: 'secret', group: 'advanced' },
  {
    path: 'tls.pin',
    label: 'Pinned certificate',
    help: 'SHA-256 of the certificate, or of its public key, that the server must have',
    type: 'text',
    group: 'advanced',
    usual: 'None',
  },
  {
    path: 'tls.rejectUnauthorized',
    label: 'Check the certificate',
    help: 'Off, anybody on the way can read and change what comes',
    type: 'switch',
    group: 'advanced',
    initial: true,
  },
];
