/** Addresses of the built style sheets. */
import fonts from '../../services/portal/styles/fonts.css?url';
import style from '../../services/portal/styles/portal.css?url';

export const assets = { style, fonts };
