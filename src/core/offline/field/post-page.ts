/** Goes to a page by posting to it, files too. */
export function postOf(address: string, body: FormData): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = address;
  form.enctype = 'multipart/form-data';
  form.hidden = true;
  const files = new Map<string, DataTransfer>();
  body.forEach((value, name) => {
    const input = document.createElement('input');
    input.name = name;
    if (typeof value === 'string') {
      input.type = 'hidden';
      input.value = value;
      form.append(input);
      return;
    }
    const held = files.get(name) ?? new DataTransfer();
    held.items.add(value);
    if (files.has(name)) return;
    files.set(name, held);
    input.type = 'file';
    input.multiple = true;
    form.append(input);
  });
  for (const [name, held] of files) (form.elements.namedItem(name) as HTMLInputElement).files = held.files;
  document.body.append(form);
  form.submit();
}
