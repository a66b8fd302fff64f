/** Words of the code that lists walk through; what they are called stands in the language definitions. */
export const lifeEvents = [
  'pregnancyBirth',
  'moveIn',
  'moveOut',
  'moveWithin',
  'marriage',
  'divorce',
  'nameChange',
  'death',
] as const;
export const categories = [
  'children',
  'school',
  'residence',
  'tax',
  'health',
  'welfare',
  'work',
  'living',
] as const;
