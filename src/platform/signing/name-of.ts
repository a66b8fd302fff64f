import type { Certificate } from 'pkijs';

/** Common name, else organisation, of a certificate's subject. */
export function nameOf(certificate: Certificate): string {
  const find = (oid: string) =>
    certificate.subject.typesAndValues.find((one) => one.type === oid)?.value.valueBlock.value;
  return find('2.5.4.3') ?? find('2.5.4.10') ?? '';
}
