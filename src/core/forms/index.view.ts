/** The door of components: a page of a form, the review, answers for staff. */
export { AnswerList, type AnswerListProps } from './answer-list.tsx';
export { FormPage, type FormPageProps } from './form-page.tsx';
export { AnswerText, ReviewList, type ReviewListProps } from './review-list.tsx';
