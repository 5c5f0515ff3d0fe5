export { attachPolicy, denyOrGrant, detachPolicy } from './changes/attachments.ts';
export { addCredential, disableCredential } from './changes/credentials.ts';
export { removeStatement, replacePolicy } from './changes/documents.ts';
export { removeEdge, removeNode } from './changes/graph-parts.ts';
export { addMember, removeMember } from './changes/memberships.ts';
export { setScp } from './changes/organization-policies.ts';
export { addPolicy, removePolicy } from './changes/policies.ts';
export { addIdentity, setBoundary, setTrust } from './changes/principals.ts';
export { addResource, setInstanceProfile, setResourcePolicy } from './changes/resources.ts';
