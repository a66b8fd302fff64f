/**
 * The second half of `output-paths.server.ts`: what other systems, exports and paper take out. One line per API route,
 * event of a webhook, source of an export and kind of block; `src/app/output-paths.test.ts` names the one that is missing.
 */
import { deny, type Handling, mask, noCase, none } from './handling.ts';

const notThere = deny('reachCase and viewCase: a protected case does not exist for other systems');

const recordValues = mask(
  'heldIn, by reachEntry and openApp: what is held back is empty in every question, and no field of it is written',
);

/** Routes of the REST API, by operation. */
export const apiOutputs: Record<string, Handling> = {
  listCases: deny('withoutProtected'),
  searchCases: deny('withoutProtected'),
  readCase: notThere,
  listActions: notThere,
  listComments: notThere,
  listMessages: notThere,
  openSealedField: notThere,
  enterCase: none('into the office; a receipt number comes back'),
  receiveCase: notThere,
  askCorrection: notThere,
  assignCase: notThere,
  checkIdentity: notThere,
  recordPayment: notThere,
  draftDecision: notThere,
  approveCase: notThere,
  sendBackCase: notThere,
  recallDecision: notThere,
  withdrawCase: notThere,
  closeCase: notThere,
  addComment: notThere,
  writeMessage: notThere,
  listDocuments: notThere,
  listDocumentNumbers: mask('api-documents: numbers and states; no case and no document of a protected one'),
  downloadDocument: notThere,
  revokeDocument: notThere,
  reissueDocument: notThere,
  uploadFile: none('into the office'),
  listFiles: notThere,
  downloadFile: notThere,
  attachFile: notThere,
  queryRegister: notThere,
  listProcedures: noCase,
  readProcedure: noCase,
  readApp: noCase,
  listDepartments: noCase,
  listStaff: noCase,
  listApps: none('names of apps'),
  describeRecords: none('fields and views of an app'),
  queryRecords: recordValues,
  countRecords: mask('heldIn: a count of what may be read'),
  groupRecords: recordValues,
  readRecord: recordValues,
  readHistory: recordValues,
  addRecord: none('into the office; an id comes back'),
  editRecord: recordValues,
  deleteRecord: none('an id and a revision'),
  restoreRecord: none('an id and a revision'),
  undoChange: recordValues,
  mergeRecords: none('an id and a revision'),
  findDuplicates: mask('walkVisible: by what may be read; ids of records the caller may see'),
  startBulkEdit: none('an id and a count'),
  startBulkDelete: none('an id and a count'),
  readRun: none('counts'),
  listRunResults: none('ids and states'),
  cancelRun: none('counts'),
  listRecordComments: recordValues,
  commentOnRecord: none('into the office; an id comes back'),
  withdrawRecordComment: none('an identifier'),
  followRecord: none('an identifier'),
  listRecordLinks: none('ids of records the caller may see; their values go through readRecord'),
  linkRecords: none('an identifier'),
  unlinkRecords: none('an identifier'),
  readRecordProcess: none('states, offices and words of staff about the act; no field of the record'),
  actOnRecord: none('an id and a state'),
  verifyDocument: none('authentic, revoked or reissued; no name and no content'),
};

/** What a webhook tells. */
export const webhookOutputs: Record<string, Handling> = {
  'case.received': none('identifiers only; who asks for the case meets the API, which denies'),
  'case.stateChanged': none('identifiers and a state'),
  'case.decided': none('identifiers'),
  'document.issued': none('identifiers and a number'),
  'record.stateChanged': none('identifiers and a state'),
};

/** Where the rows of an export come from. */
export const exportOutputs: Record<string, Handling> = {
  cases: deny('walkCases with notProtected'),
  staff: noCase,
  departments: noCase,
  records: mask(
    'heldIn and secretsIn, whatever an officer opened to whom: what says where is left out, also in the words of other fields',
  ),
};

/** Blocks of a template: filled from documentDataOf, which hides before anything is composed. */
const hiddenBefore = mask('documentDataOf and withoutSecrets, by the permit of permitIssue');
export const blockOutputs: Record<string, Handling> = {
  title: hiddenBefore,
  paragraph: hiddenBefore,
  record: none('a fixed heading'),
  items: hiddenBefore,
  table: hiddenBefore,
  reasons: mask('withoutSecrets in issueFor and reissueDocument'),
  'appeal-notice': none('composed from the procedure'),
  note: hiddenBefore,
};
