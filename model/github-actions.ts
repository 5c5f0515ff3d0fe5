/** Host of the OIDC provider that every GitHub Actions workflow in the world gets its tokens from. */
export const githubActions = 'token.actions.githubusercontent.com';
