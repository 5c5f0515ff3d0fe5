export { attachPolicy, denyOrGrant, detachPolicy } from './changes/attachments.ts';
export { removeStatement, replacePolicy } from './changes/documents.ts';
export { removeEdge, removeNode } from './changes/graph-parts.ts';
export { addMember, removeMember } from './changes/memberships.ts';
export { setScp } from './changes/organization-policies.ts';
export { addIdentity, disableCredential, setBoundary, setTrust } from './changes/principals.ts';
