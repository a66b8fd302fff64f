/** A time in Tokyo, the same on the server and in the browser. */
const format = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

export const Moment = ({ at }: { at: string }) => (
  <time className="quiet number-left" dateTime={at}>
    {format.format(new Date(at))}
  </time>
);
