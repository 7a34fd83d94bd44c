/** The statements that hold no steps: inputs, constants, shared weights, defaults; and the names that are given. */
import type { Cursor } from './cursor.js';
import { ownerFrom, parseBraces } from './parse-body.js';
import { parseCall, parseExpr, parseValue } from './parse-expression.js';
import { reportBehindStep, reportTwoSteps, skipChain } from './slips.js';
import { T, firstReserved, isWord } from './tokens.js';
import type { Call, Const, Defaults, Doc, Expr, Input, Missing, Shared, Word } from './tree.js';

/** A name that is given here. A reserved word is reported and taken, unless it begins what comes next. */
export function parseName(c: Cursor, next = -1): Word {
  // What is no word and stands before a name on its line: `train > Small`.
  if (c.kind > T.Rest && c.kind < firstReserved && c.kind !== T.Assign && c.kindAt(c.i + 1) === T.Name && !c.exprEnds) {
    c.report('not-understood', c.rangeAt(c.i), `\`${c.nextShown}\` cannot stand here`);
    c.take();
  }
  if (c.kind === T.Name && !c.exprEnds) return c.takeWord();
  if (c.kind >= firstReserved && c.kind !== next && !c.exprEnds && !c.atTop) {
    c.report('reserved-word', c.rangeAt(c.i), `\`${c.nextShown}\` is a reserved word: it cannot be a name`);
    return c.takeWord();
  }
  c.reportMissing('missing-name', `a name is missing after \`${c.lastShown}\``);
  return c.missingWord;
}

/** What may stand behind a statement on its line: nothing. */
export function endLine(c: Cursor): void {
  if (c.atLineStart || c.kind === T.RightBrace || c.kind === T.End || c.breaksHere === c.i) {
    c.lost = false;
    return;
  }
  if (c.kind === T.Comma) {
    c.report('comma-between-steps', c.rangeAt(c.i), 'steps stand on lines of their own, or are joined by `->`');
    c.take();
  } else if (isWord(c.kind)) reportTwoSteps(c);
  else if (c.kind !== T.LeftBrace) {
    reportBehindStep(c);
  }
}

export function parseInput(c: Cursor): Input {
  const start = c.start;
  c.take();
  const hasName = !c.atLineStart && (c.kind === T.Name || (isWord(c.kind) && !c.atTop));
  const name = hasName ? parseName(c) : undefined;
  let shape: Expr | undefined;
  if (name === undefined) {
    if (c.atLineStart || c.kind === T.RightBrace || c.kind === T.Colon) {
      c.reportMissing('missing-name', 'a name or a shape is missing after `input`');
      if (c.takeIf(T.Colon) && !c.atLineStart) shape = parseShape(c);
    } else shape = parseShape(c);
  } else if (!c.atLineStart && c.kind === T.Colon) {
    c.take();
    shape = parseShape(c);
  } else if (
    !c.atLineStart &&
    (c.kind === T.LeftBracket || c.kind === T.Size || c.kind === T.Number || c.kind === T.Assign)
  ) {
    c.reportMissing('missing-colon', `\`:\` is missing after \`${name.text}\``);
    c.takeIf(T.Assign);
    shape = parseShape(c);
  }
  if (c.kind === T.Arrow && !c.atLineStart) {
    c.report(
      'arrow-behind-input',
      c.rangeAt(c.i),
      'an input stands on a line of its own; the next line begins with its flow',
    );
    c.take();
    c.breaksHere = c.i;
  }
  return { kind: 'Input', ...(name && { name }), ...(shape && { shape }), range: c.rangeFrom(start) };
}

export function parseShape(c: Cursor): Expr {
  const bare = c.kind === T.Name || c.kind === T.LeftParen;
  if (c.exprEnds || c.kind === T.RightBrace) {
    c.reportMissing('missing-shape', `a shape is missing after \`${c.lastShown}\``);
    return c.missing;
  }
  const at = c.i;
  const shape = parseValue(c);
  if (bare) c.report('bad-shape', c.rangeAt(at), 'a shape is a size, `3x32x32`, or a list, `[3, H, W]`');
  return shape;
}

export function parseConst(c: Cursor, doc?: Doc): Const {
  const start = c.start;
  c.take();
  const name = parseName(c);
  const value = parseAssigned(c, 'const');
  return { kind: 'Const', ...(doc && { doc }), name, value, range: c.rangeFrom(start) };
}

function parseAssigned(c: Cursor, what: string): Expr {
  if (c.atLineStart || c.kind !== T.Assign) {
    c.reportMissing('missing-value', `\`=\` and a value are missing after \`${c.lastShown}\``);
    if (c.atLineStart || c.kind !== T.Colon) return c.missing;
  }
  c.take();
  if (c.atLineStart || c.kind === T.RightBrace) {
    c.reportMissing('missing-value', `the value of this \`${what}\` is missing after \`=\``);
    return c.missing;
  }
  return parseExpr(c);
}

export function parseShared(c: Cursor): Shared {
  const start = c.start;
  c.take();
  const name = parseName(c);
  let value: Call | Missing = c.missing;
  if (c.atLineStart || c.kind !== T.Assign) {
    c.reportMissing('missing-layer', `\`=\` and a layer are missing after \`${c.lastShown}\``);
  } else {
    c.take();
    if (c.kind === T.Name && !c.atLineStart) {
      value = parseCall(c);
      if (c.kind === T.Arrow)
        skipChain(c, '`shared` makes one layer or block; a chain of several is written as a `block`');
    } else {
      c.reportMissing('missing-layer', 'a layer is missing after `=`');
      value = c.missing;
    }
  }
  return { kind: 'Shared', name, value, range: c.rangeFrom(start) };
}

export function parseDefaults(c: Cursor): Defaults {
  const at = c.take();
  const calls: Call[] = [];
  parseBraces(c, ownerFrom(c, at), () => {
    if (c.kind === T.Name) {
      calls.push(parseCall(c));
      if (c.kind === T.Arrow || (c.kind === T.Comma && !c.atLineStart))
        skipChain(c, 'each line of `defaults` is one layer with arguments');
      endLine(c);
    } else {
      c.report('not-understood', c.rangeAt(c.i), `a layer with its arguments stands here, not \`${c.nextShown}\``);
      if (c.kind === T.LeftBrace) c.take();
      else c.skipLine();
    }
  });
  return { kind: 'Defaults', calls, range: c.rangeFrom(c.rangeAt(at).start) };
}
