/** The door of the design system: components without city nouns. Texts come from whoever uses them. */
export { Banner, type BannerKind } from './banner.tsx';
export { Button, type ButtonKind, ButtonLink } from './button.tsx';
export { DefinitionList, type DefinitionRow } from './definition-list.tsx';
export { ErrorSummary, type SummaryEntry } from './error-summary.tsx';
export {
  describedBy,
  FieldError,
  FieldNotice,
  type FieldTexts,
  FormGroup,
  FormRow,
  RequiredMark,
} from './form-parts.tsx';
export { Icon, type IconName } from './icons.tsx';
export { type BoxWidth, type Option, OptionList, SelectBox, TextArea, TextBox } from './inputs.tsx';
export { LangParagraphs, LangText } from './lang-text.tsx';
export { type Step, Steps } from './steps.tsx';
