/** Typst source of every paper made of a record: it walks over filled blocks and knows no data of its own. */
export const paperSource = `
#import "letter.typ": *
#let data = input()
#show: body => letter(
  title: data.title, show-title: false, flipped: data.orientation == "landscape",
  number: data.number, date: none, sender: (), qr: data.qr, body,
)
#let pairs(rows, columns) = if columns == 1 { items(rows) } else {
  grid(
    columns: (32mm, 1fr, 32mm, 1fr), stroke: 0.5pt, inset: (x: 2mm, y: 1.8mm),
    fill: (x, y) => if calc.even(x) { luma(95%) },
    ..rows.map(row => (text(weight: "bold", lines(row.label)), lines(row.value))).flatten(),
    ..if calc.odd(rows.len()) { ([], []) },
  )
}
#let sum-line(row) = align(right, block(inset: (x: 2mm, y: 1mm), {
  set par(first-line-indent: 0pt)
  text(weight: "bold", row.label)
  h(6mm)
  text(weight: "bold", row.value)
}))
#let figures(rows) = grid(
  columns: rows.map(_ => 1fr), stroke: 0.5pt, inset: (x: 2mm, y: 2.2mm), align: center,
  ..rows.map(row => {
    text(size: 9pt, lines(row.label))
    linebreak()
    text(size: 15pt, weight: "bold", lines(row.value))
  }),
)
// Names at the left, words of the last column as wide as there is room; a sum below a thicker line.
#let score-grid(columns, rows) = table(
  columns: columns.enumerate().map(((at, _)) => if at == columns.len() - 1 { 1fr } else { auto }),
  fill: (_, y) => if y == 0 or rows.at(y - 1).strong { luma(92%) },
  table.header(repeat: true, ..columns.map(lines)),
  ..rows.map(row => {
    let weight = if row.strong { "bold" } else { "regular" }
    (text(weight: "bold", lines(row.label)), ..row.cells.map(cell => text(weight: weight, lines(cell))))
  }).flatten(),
)
#for block-data in data.blocks {
  let kind = block-data.type
  if kind == "title" { v(4mm); heading(level: 1, lines(block-data.text)); v(3mm) }
  else if kind == "addressee" { v(2mm); block({ set par(first-line-indent: 0pt); text(size: 12pt, lines(block-data.text)) }); v(2mm) }
  else if kind == "date" { align(right, block({ set par(first-line-indent: 0pt); lines(block-data.text) })) }
  else if kind == "heading" { v(2mm); heading(level: 2, lines(block-data.text)); v(1mm) }
  else if kind == "text" {
    if block-data.align == "left" { par(lines(block-data.text)) }
    else {
      let side = if block-data.align == "right" { right } else { center }
      align(side, block({ set par(first-line-indent: 0pt); align(left, lines(block-data.text)) }))
    }
  }
  else if kind == "fields" { v(1mm); pairs(block-data.rows, block-data.columns); v(2mm) }
  else if kind == "figures" { v(1mm); figures(block-data.rows); v(2mm) }
  else if kind == "grid" { v(1mm); score-grid(block-data.columns, block-data.rows); v(2mm) }
  else if kind == "table" {
    v(1mm)
    listing(block-data.columns, block-data.rows)
    for row in block-data.totals { sum-line(row) }
    v(2mm)
  }
  else if kind == "photos" {
    if block-data.note != "" { note(lines(block-data.note)) }
    for group in block-data.groups {
      v(1mm)
      if group.heading != "" { block(sticky: true, heading(level: 3, lines(group.heading))) }
      // One picture leaves room beside it for what it proves.
      if group.shown.len() == 1 and group.rows.len() > 0 {
        grid(
          columns: (1fr, 1fr), column-gutter: 6mm,
          pictures(group.shown, across: 1), items(group.rows, label-width: 26mm),
        )
        v(2mm)
        continue
      }
      if group.rows.len() > 0 { block(sticky: group.shown.len() > 0, width: 100%, items(group.rows)) }
      if group.shown.len() > 0 { v(2mm); pictures(group.shown) }
      v(2mm)
    }
  }
  else if kind == "signature" {
    v(2mm)
    block(breakable: false, {
      set par(first-line-indent: 0pt)
      text(weight: "bold", block-data.label)
      v(-1mm)
      if block-data.picture == none { lines(block-data.text) } else { signature(block-data.picture, block-data.label) }
    })
  }
  else if kind == "sum" { sum-line(block-data) }
  else if kind == "break" { pagebreak(weak: true) }
}
#if data.foot != "" { note(lines(data.foot)) }
`;
