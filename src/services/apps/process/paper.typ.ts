/** Typst source of 決裁書: it walks over what it is given and knows no data of its own. */
export const paperSource = `
#import "letter.typ": *
#let data = input()
#show: body => letter(title: data.title, lang: "ja", number: data.number, date: data.date, sender: (), body)
#items(data.head)
#v(4mm)
#heading(level: 2, data.routeTitle)
#v(1mm)
#listing(data.routeColumns, data.routeRows)
#for section in data.sections {
  v(4mm)
  heading(level: 2, section.title)
  v(1mm)
  if section.rows.len() > 0 { items(section.rows) }
  for table in section.tables {
    v(2mm)
    heading(level: 3, table.title)
    v(1mm)
    listing(table.columns, table.rows)
  }
}
#if data.files.len() > 0 {
  v(4mm)
  heading(level: 2, data.filesTitle)
  v(1mm)
  set par(first-line-indent: 0pt)
  list(..data.files.map(lines))
}
#if data.photos.len() > 0 {
  v(4mm)
  heading(level: 2, data.photosTitle)
  v(1mm)
  pictures(data.photos)
}
#v(4mm)
#heading(level: 2, data.logTitle)
#v(1mm)
#listing(data.logColumns, data.logRows)
#note(lines(data.printed))
`;
