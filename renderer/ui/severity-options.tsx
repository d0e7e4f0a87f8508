import { severities } from '../../preload/contract/api.ts';
import { severityWord } from '../../preload/contract/texts/index.ts';

/** Every severity, to choose one of in a `select`. */
export function SeverityOptions() {
  return (
    <>
      {severities.map((severity) => (
        <option key={severity} value={severity}>
          {severityWord(severity)}
        </option>
      ))}
    </>
  );
}
