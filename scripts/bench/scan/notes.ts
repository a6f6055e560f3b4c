/** What was learned where a goal is missed. */
export const NOTES = `## Notes
`;
