import type { Kind, Outcome, Phase, Severity } from '../../preload/contract/api.ts';
import { kindCodes, outcomeCodes, phaseCodes, severityCodes } from './codes.ts';

/** The characters that stand for facets in the index; the same sums stand in the view `search_rows`. */
export const facets = {
  server: (code: number) => String.fromCodePoint(983040 + code),
  kind: (kind: Kind) => String.fromCodePoint(57344 + kindCodes.code(kind)),
  phase: (phase: Phase) => String.fromCodePoint(57600 + phaseCodes.code(phase)),
  outcome: (outcome: Outcome) => String.fromCodePoint(57856 + outcomeCodes.code(outcome)),
  noStream: String.fromCodePoint(58112),
  /** On every row of this severity or a worse one; none is needed for `ok`. */
  reached: (severity: Severity) => String.fromCodePoint(58368 + severityCodes.code(severity)),
} as const;
