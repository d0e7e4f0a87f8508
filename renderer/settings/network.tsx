import { useEffect, useId, useState } from 'preact/hooks';
import type { ProxyPreference } from '../../preload/contract/api.ts';
import { settingsScreen, settingWords } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { alikeProxies, fieldsOf, type ProxyFields, proxyOf, toldFields } from './proxy.ts';
import { Section } from './section.tsx';
import { type ControlProps, SettingRow } from './setting.tsx';
import { useSetting } from './use-setting.ts';

const ways = ['system', 'none', 'address'] as const;
const names = { system: 'proxySystem', none: 'proxyNone', address: 'proxyAddress' } as const;
const faults = { address: 'proxyUrlFault', 'sign-in': 'proxySignInFault', login: 'proxyLoginFault' } as const;

/** The proxy of all servers that name none of their own. */
export function Network({ store }: { readonly store: Store }) {
  const { label, help } = settingWords['network.proxy'];
  const setting = useSetting(store, 'network.proxy', label, alikeProxies);
  const { value, change, refuse } = setting;
  const [fields, setFields] = useState<ProxyFields>(fieldsOf(value));
  const told = JSON.stringify(value);
  useEffect(() => setFields((typed) => toldFields(typed, value)), [told]);

  /** Each field counts as soon as all of them make a proxy. */
  function take(next: ProxyFields): void {
    setFields(next);
    const made = proxyOf(next);
    if ('fault' in made) return refuse(made.fault === 'missing' ? null : settingsScreen[faults[made.fault]]);
    void change(made.proxy).then((taken) => {
      if (taken) setFields((typed) => (typed.password === next.password ? { ...typed, password: '' } : typed));
    });
  }
  return (
    <Section section="network">
      <SettingRow
        setting={fields.way === 'address' ? { ...setting, fault: null } : setting}
        help={help}
        name={proxyName}
      >
        {(control) => (
          <select
            {...control}
            value={fields.way}
            onChange={({ currentTarget }) => take({ ...fields, way: ways[currentTarget.selectedIndex] ?? 'system' })}
          >
            {ways.map((way) => (
              <option key={way} value={way}>
                {settingsScreen[names[way]]}
              </option>
            ))}
          </select>
        )}
      </SettingRow>
      {fields.way === 'system' && <p class="help">{settingsScreen.proxySystemHelp}</p>}
      {fields.way === 'address' && (
        <AddressFields
          fields={fields}
          type={setFields}
          take={take}
          disabled={setting.lockedBy !== null}
          fault={setting.fault}
        />
      )}
    </Section>
  );
}

interface AddressFieldsProps {
  readonly fields: ProxyFields;
  /** Something is being typed. */
  readonly type: (fields: ProxyFields) => void;
  readonly take: (fields: ProxyFields) => void;
  readonly disabled: boolean;
  /** What is wrong with them. */
  readonly fault: string | null;
}

function AddressFields({ fields, type, take, disabled, fault }: AddressFieldsProps) {
  const id = useId();
  const parts = [
    { field: 'url', label: settingsScreen.proxyUrl, help: settingsScreen.proxyUrlHelp },
    { field: 'login', label: settingsScreen.proxyLogin, help: settingsScreen.proxyLoginHelp },
    { field: 'password', label: settingsScreen.proxyPassword, help: '' },
  ] as const;
  const made = proxyOf(fields);
  const wrong = fault === null ? null : 'fault' in made && made.fault === 'login' ? 'login' : 'url';
  const control = (field: keyof ProxyFields): ControlProps => ({
    id: `${id}-${field}`,
    disabled,
    'aria-invalid': wrong === field,
    'aria-describedby': `${id}-${field}-help ${id}-${field}-fault`,
  });
  return (
    <div class="proxy">
      {parts.map(({ field, label, help }) => (
        <div key={field} class={`setting ${wrong === field ? 'faulty' : ''}`}>
          <div class="words">
            <label for={`${id}-${field}`}>{label}</label>
            <p class="help" id={`${id}-${field}-help`}>
              {field === 'url' && fields.url.trim() === '' ? `${help}. ${settingsScreen.proxyPending}` : help}
            </p>
          </div>
          <div class="control">
            <input
              {...control(field)}
              {...(field === 'password' ? ({ type: 'password' } as const) : ({ type: 'text' } as const))}
              autocomplete={field === 'password' ? 'new-password' : 'off'}
              spellcheck={false}
              placeholder={field === 'password' && fields.kept !== undefined ? settingsScreen.proxyKept : undefined}
              value={fields[field]}
              onInput={({ currentTarget }) => type({ ...fields, [field]: currentTarget.value })}
              onChange={({ currentTarget }) => take({ ...fields, [field]: currentTarget.value })}
            />
          </div>
          <p class="fault" id={`${id}-${field}-fault`} role="alert">
            {wrong === field && fault}
          </p>
        </div>
      ))}
    </div>
  );
}

function proxyName(proxy: ProxyPreference): string {
  if (proxy === 'system' || proxy === 'none') return settingsScreen[names[proxy]];
  return typeof proxy === 'string' ? proxy : proxy.url;
}
