/** What happens in a life and sets procedures going. */
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
