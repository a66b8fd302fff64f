/** The one script of resident forms. */
import { enhanceForms } from '#core/forms/browser';

enhanceForms(document);
