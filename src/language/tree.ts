/** The syntax tree of a `.nn` file: every node says its kind and the range of the text that it stands for. */

import type { Allow } from './allow.js';
import type { At, Comment, Doc, Word } from './range.js';

export type { Comment, Doc, Range, Word } from './range.js';

export interface FileNode extends At {
  readonly kind: 'File';
  /** Statements stand here only in a wrong file: steps outside of a network are kept and reported. */
  readonly items: readonly Item[];
  /** All comments, in order. */
  readonly comments: readonly Comment[];
  /** What comments silence. */
  readonly allows: readonly Allow[];
}

export type Definition = Const | Block | Network | Train | Search | Budget;
export type Item = Import | Definition | Statement;

export interface Import extends At {
  readonly kind: 'Import';
  readonly names: readonly ImportName[];
  readonly from: Text | Missing;
}

export interface ImportName extends At {
  readonly kind: 'ImportName';
  readonly name: Word;
  readonly as?: Word;
}

export interface Const extends At {
  readonly kind: 'Const';
  readonly doc?: Doc;
  readonly name: Word;
  readonly value: Expr;
}

interface BlockLike extends At {
  readonly doc?: Doc;
  readonly name: Word;
  readonly params: readonly Param[];
  readonly body: Body;
}

export interface Block extends BlockLike {
  readonly kind: 'Block';
}

export interface Network extends BlockLike {
  readonly kind: 'Network';
}

export interface Param extends At {
  readonly kind: 'Param';
  readonly name: Word;
  readonly default?: Expr;
}

// --- train, search, budget ---

export interface Train extends At {
  readonly kind: 'Train';
  readonly doc?: Doc;
  readonly names: readonly Word[];
  readonly as?: Word;
  readonly settings: readonly SettingItem[];
}

export interface Search extends At {
  readonly kind: 'Search';
  readonly doc?: Doc;
  readonly name: Word;
  readonly settings: readonly SettingItem[];
}

export interface Budget extends At {
  readonly kind: 'Budget';
  readonly doc?: Doc;
  readonly name: Word;
  readonly settings: readonly SettingItem[];
}

export type SettingItem = Setting | PointSetting | Update | Group | Vary;

/** `key: value` */
export interface Setting extends At {
  readonly kind: 'Setting';
  readonly key: Word;
  readonly value: Expr;
}

/** `name = point`, computed once a training step. */
export interface PointSetting extends At {
  readonly kind: 'PointSetting';
  readonly name: Word;
  readonly value: Expr;
}

export interface Update extends At {
  readonly kind: 'Update';
  readonly name: Word;
  readonly settings: readonly SettingItem[];
}

export interface Group extends At {
  readonly kind: 'Group';
  readonly names: readonly Word[];
  readonly settings: readonly SettingItem[];
}

/** `vary optimizer.lr: range` */
export interface Vary extends At {
  readonly kind: 'Vary';
  readonly path: readonly Word[];
  readonly value: Expr;
}

// --- statements ---

export interface Body extends At {
  readonly kind: 'Body';
  readonly statements: readonly Statement[];
}

export type Statement = Input | Output | Expect | Const | Shared | Defaults | Branch | Training | Step;

export interface Input extends At {
  readonly kind: 'Input';
  readonly name?: Word;
  /** Size, Number or List in a right file. */
  readonly shape?: Expr;
}

export interface Output extends At {
  readonly kind: 'Output';
  readonly step: Step;
}

export interface Expect extends At {
  readonly kind: 'Expect';
  readonly shape: Expr;
}

export interface Shared extends At {
  readonly kind: 'Shared';
  readonly name: Word;
  readonly value: Call | Missing;
}

export interface Defaults extends At {
  readonly kind: 'Defaults';
  readonly calls: readonly Call[];
}

export interface Branch extends At {
  readonly kind: 'Branch';
  readonly body: Body;
}

export interface Training extends At {
  readonly kind: 'Training';
  readonly body: Body;
}

/** A line of the flow. There is at least one link; it may be `Missing`. */
export interface Step extends At {
  readonly kind: 'Step';
  readonly name?: NameTarget;
  readonly links: readonly Link[];
}

/** What stands before the `=` of a step: `stem`, `skip[i]`. */
export interface NameTarget extends At {
  readonly kind: 'NameTarget';
  readonly name: Word;
  readonly indexes: readonly Expr[];
}

// --- links of a chain ---

/**
 * `Name` is a bare name at the head of a step: a point, or a layer without arguments; elaboration decides. After an
 * arrow a bare name is a `Call` without parentheses. `Member` and `Index` are points (`h.state`, `skip[i]`).
 */
export type Link = Residual | Repeat | IfLink | Frozen | Checkpoint | Call | Name | Member | Index | Missing;

export interface Residual extends At {
  readonly kind: 'Residual';
  readonly body: Body;
  readonly shortcut?: Body;
}

export interface Repeat extends At {
  readonly kind: 'Repeat';
  /** A count or a list. */
  readonly count: Expr;
  readonly as?: RepeatAs;
  readonly body: Body;
}

/** `as i`, `as width, i`, `as [a, b], i` */
export interface RepeatAs extends At {
  readonly kind: 'RepeatAs';
  readonly element: Word | readonly Word[];
  readonly index?: Word;
}

export interface IfLink extends At {
  readonly kind: 'IfLink';
  readonly condition: Expr;
  readonly then: Body;
  readonly else?: Body | IfLink;
}

export interface Frozen extends At {
  readonly kind: 'Frozen';
  readonly body: Body;
}

export interface Checkpoint extends At {
  readonly kind: 'Checkpoint';
  readonly body: Body;
}

// --- expressions ---

export type Expr =
  | NumberNode
  | Size
  | Text
  | Bool
  | None
  | List
  | Name
  | Call
  | Member
  | Index
  | Unary
  | Binary
  | Compare
  | Conditional
  | Chain
  | Missing;

/**
 * An exact rational, its unit multiplied in: `2GiB` is 2147483648, `50ms` is 1/20 (seconds), `5e-4` is 1/2000.
 * In lowest terms, the denominator positive.
 */
export interface NumberNode extends At {
  readonly kind: 'Number';
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly unit?: Unit;
  readonly raw: string;
}

export interface Unit {
  readonly text: string;
  /** `unknown` was reported. */
  readonly measures: 'count' | 'bytes' | 'seconds' | 'unknown';
}

/** `3x32x32` */
export interface Size extends At {
  readonly kind: 'Size';
  readonly dims: readonly bigint[];
  readonly raw: string;
}

export interface Text extends At {
  readonly kind: 'Text';
  /** Escapes resolved. */
  readonly value: string;
}

export interface Bool extends At {
  readonly kind: 'Bool';
  readonly value: boolean;
}

export interface None extends At {
  readonly kind: 'None';
}

export interface List extends At {
  readonly kind: 'List';
  readonly items: readonly (Expr | Rest)[];
}

/** The `...` of a shape. */
export interface Rest extends At {
  readonly kind: 'Rest';
}

/** A bare name: a word, a constant, a parameter, a recipe, a point, a dimension (`_` is any). */
export interface Name extends At {
  readonly kind: 'Name';
  readonly text: string;
}

/** A layer, block or function with its arguments. `body` holds the branches of a joining layer; only in a link. */
export interface Call extends At {
  readonly kind: 'Call';
  readonly callee: Word;
  readonly args: readonly Arg[];
  readonly hasParens: boolean;
  readonly body?: Body;
}

export interface Arg extends At {
  readonly kind: 'Arg';
  readonly name?: Word;
  readonly value: Expr;
}

export interface Member extends At {
  readonly kind: 'Member';
  readonly object: Expr;
  readonly member: Word;
}

export interface Index extends At {
  readonly kind: 'Index';
  readonly object: Expr;
  readonly index: Expr;
}

export interface Unary extends At {
  readonly kind: 'Unary';
  readonly operator: '-' | 'not';
  readonly operand: Expr;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | 'and' | 'or';

export interface Binary extends At {
  readonly kind: 'Binary';
  readonly operator: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
}

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

export interface Compare extends At {
  readonly kind: 'Compare';
  readonly operator: CompareOperator;
  readonly left: Expr;
  readonly right: Expr;
}

/** `if c then a else b` */
export interface Conditional extends At {
  readonly kind: 'Conditional';
  readonly condition: Expr;
  readonly then: Expr;
  readonly else: Expr;
}

/** `head -> call -> call`: a point with steps applied, or a recipe of several layers where the head is a recipe. */
export interface Chain extends At {
  readonly kind: 'Chain';
  readonly head: Expr;
  readonly calls: readonly (Call | Missing)[];
}

/** What should stand here is not typed yet; it was reported where it stands. */
export interface Missing extends At {
  readonly kind: 'Missing';
}

export type Node =
  | FileNode
  | Comment
  | Doc
  | Import
  | ImportName
  | Definition
  | Param
  | SettingItem
  | Body
  | Statement
  | NameTarget
  | Link
  | RepeatAs
  | Expr
  | Rest
  | Arg
  | Word;
