/** Typst source of every official document: it walks over filled blocks and knows no data of its own. */
export const noticeSource = `
#import "letter.typ": *
#let data = input()
#let title-block = data.blocks.find(block => block.type == "title")
#show: body => letter(
  title: if title-block == none { data.title } else { title-block.text },
  lang: data.lang,
  address: data.address,
  number: data.number,
  date: data.date,
  sender: data.sender,
  qr: data.qr,
  body,
)
#for block in data.blocks {
  if block.type == "paragraph" { par(lines(block.text)) }
  else if block.type == "record" { record(text: block.text) }
  else if block.type == "items" { v(1mm); items(block.rows); v(2mm) }
  else if block.type == "table" { v(1mm); listing(block.columns, block.rows); v(2mm) }
  else if block.type == "note" { note(lines(block.text)) }
  else if block.type == "list" {
    heading(level: 2, block.heading)
    set par(first-line-indent: 0pt)
    if block.texts.len() == 1 { par(lines(block.texts.first())) } else { enum(..block.texts.map(lines)) }
  }
}
#note[#data.verifyLead #data.verifyUrl]
`;
