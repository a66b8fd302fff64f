/** Addresses of the built style sheets and of the script that enhances forms which are not hydrated. */
import fonts from '../../ui/staff/fonts.css?url';
import style from '../../ui/staff/staff.css?url';

export const assets = { style, fonts, script: undefined as string | undefined };
