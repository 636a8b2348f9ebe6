import './page-policy.ts';

// Not a plain import: the bundle would put schemas before the policy that must come first.
void import('./start.tsx');
