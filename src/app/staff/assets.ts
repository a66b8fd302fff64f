/** Addresses of the built style sheets. */
import entry from '../../ui/staff/entry.css?url';
import fonts from '../../ui/staff/fonts.css?url';
import style from '../../ui/staff/staff.css?url';

export const assets = { style, fonts, entry };
