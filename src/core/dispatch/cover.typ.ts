/** Cover sheet for a document without an address block: what shows in the window, and what lies behind it. */
export const coverSource = `
#import "letter.typ": *
#let data = input()
#show: letter.with(title: "文書の送付について", address: data.address, date: data.date, sender: data.sender)
#par[次の文書をお送りします。お受け取りください。]
#v(2mm)
#items(((label: "文書", value: data.document.title), (label: "番号", value: data.document.number)))
`;
