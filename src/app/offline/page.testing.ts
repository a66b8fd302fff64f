/** 持ち出し帳 for its tests: the page itself, and putting a box on the device as the page 端末に持ち出す does. */

import { keepBox } from '#core/offline/browser';
import { startField } from '#core/offline/field';

Object.assign(globalThis, { startField, keepBox });
