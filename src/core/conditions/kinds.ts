/** How the values of a field are asked about. */
export type ConditionKind =
  | 'text'
  | 'time'
  | 'number'
  | 'date'
  | 'birth'
  | 'datetime'
  | 'choice'
  | 'choices'
  | 'yes-no'
  | 'user'
  | 'users'
  | 'department'
  | 'departments'
  | 'group'
  | 'groups'
  | 'record'
  | 'records'
  /** Only whether there is anything: files, signatures, places. */
  | 'presence'
  | 'lines';
