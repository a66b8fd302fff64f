/** The registry of widgets: a type without one does not compile. */

import type { ReactElement } from 'react';
import { AddressWidget } from './address/widget.tsx';
import { AnnotatedPhotoWidget } from './annotated-photo/widget.tsx';
import { AreaWidget } from './area/widget.tsx';
import { AutoNumberWidget } from './auto-number/widget.tsx';
import { BankAccountWidget } from './bank-account/widget.tsx';
import { BirthDateWidget } from './birth-date/widget.tsx';
import { ChoiceWidget } from './choice/widget.tsx';
import { CodeScanWidget } from './code-scan/widget.tsx';
import { ConsentWidget } from './consent/widget.tsx';
import { CorporateNumberWidget } from './corporate-number/widget.tsx';
import { DateWidget } from './date/widget.tsx';
import { DateTimeWidget } from './date-time/widget.tsx';
import { DepartmentWidget } from './department/widget.tsx';
import { FileWidget } from './file/widget.tsx';
import { FormulaWidget } from './formula/widget.tsx';
import { GroupWidget } from './group/widget.tsx';
import { HouseholdMembersWidget } from './household-members/widget.tsx';
import { IndividualNumberWidget } from './individual-number/widget.tsx';
import { LinesWidget } from './lines/widget.tsx';
import { LinkWidget } from './link/widget.tsx';
import { LongTextWidget } from './long-text/widget.tsx';
import { LookupWidget } from './lookup/widget.tsx';
import { MailWidget } from './mail/widget.tsx';
import { MapPointWidget } from './map-point/widget.tsx';
import type { FieldType } from './model.ts';
import { MoneyWidget } from './money/widget.tsx';
import { MultipleChoiceWidget } from './multiple-choice/widget.tsx';
import { NumberWidget } from './number/widget.tsx';
import { PersonNameWidget } from './person-name/widget.tsx';
import { PhoneWidget } from './phone/widget.tsx';
import { PhotoWidget } from './photo/widget.tsx';
import { ReferenceWidget } from './reference/widget.tsx';
import { RelatedWidget } from './related/widget.tsx';
import { RichTextWidget } from './rich-text/widget.tsx';
import { ScoreChoiceWidget } from './score-choice/widget.tsx';
import { SignatureWidget } from './signature/widget.tsx';
import { SystemWidget } from './system/widget.tsx';
import { TextWidget } from './text/widget.tsx';
import { TimeWidget } from './time/widget.tsx';
import { UserWidget } from './user/widget.tsx';
import type { WidgetProps } from './widget-props.ts';
import { YesNoWidget } from './yes-no/widget.tsx';

export type Widget = (props: WidgetProps & { today?: string }) => ReactElement;

/** Forgets the type of the options: each widget is only given fields of its own type. */
const any = <P,>(widget: (props: P) => ReactElement): Widget => widget as unknown as Widget;

export const widgets: Readonly<Record<FieldType, Widget>> = {
  text: any(TextWidget),
  'long-text': any(LongTextWidget),
  number: any(NumberWidget),
  money: any(MoneyWidget),
  date: any(DateWidget),
  choice: any(ChoiceWidget),
  'multiple-choice': any(MultipleChoiceWidget),
  'yes-no': any(YesNoWidget),
  'person-name': any(PersonNameWidget),
  'birth-date': any(BirthDateWidget),
  address: any(AddressWidget),
  phone: any(PhoneWidget),
  mail: any(MailWidget),
  'household-members': any(HouseholdMembersWidget),
  'bank-account': any(BankAccountWidget),
  'individual-number': any(IndividualNumberWidget),
  file: any(FileWidget),
  photo: any(PhotoWidget),
  consent: any(ConsentWidget),
  formula: any(FormulaWidget),
  lines: any(LinesWidget),
  time: any(TimeWidget),
  'date-time': any(DateTimeWidget),
  link: any(LinkWidget),
  'corporate-number': any(CorporateNumberWidget),
  user: any(UserWidget),
  department: any(DepartmentWidget),
  group: any(GroupWidget),
  reference: any(ReferenceWidget),
  related: any(RelatedWidget),
  lookup: any(LookupWidget),
  'auto-number': any(AutoNumberWidget),
  status: any(SystemWidget),
  assignee: any(SystemWidget),
  'created-by': any(SystemWidget),
  'created-at': any(SystemWidget),
  'updated-by': any(SystemWidget),
  'updated-at': any(SystemWidget),
  'score-choice': any(ScoreChoiceWidget),
  'code-scan': any(CodeScanWidget),
  'rich-text': any(RichTextWidget),
  signature: any(SignatureWidget),
  'annotated-photo': any(AnnotatedPhotoWidget),
  'map-point': any(MapPointWidget),
  area: any(AreaWidget),
};
