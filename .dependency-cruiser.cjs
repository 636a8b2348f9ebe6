// The direction of the house (docs/architecture.md): law ← rules ← service ← portal, routes ← main.
// Checked by `npm run check`, which also makes sure that every file was read.

/** Duties never import each other; what one causes in another is a line in main/reactions.ts. */
const duties = [
  ...['plan', 'publications', 'channels', 'powers', 'enforcement', 'datasets', 'registers', 'requests'],
  ...['inspections', 'projects', 'mailbox', 'consultations', 'opinions', 'reports'],
].join('|');

const tests = '\\.(test|fixture)\\.tsx?$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'law-imports-nothing',
      comment: 'What the texts say depends on nothing: no package, no Node module, no other folder.',
      severity: 'error',
      from: { path: '^src/law/', pathNot: tests },
      to: { pathNot: '^src/law/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'Rules know the law, what is pure in their own context, contracts of support, and may hash.',
      severity: 'error',
      from: { path: '^src/contexts/([^/]+)/rules(\\.ts$|/)', pathNot: tests },
      to: {
        pathNot: [
          '^src/law/',
          '^src/contexts/$1/',
          `^src/contexts/(?!(${duties})/)[^/]+/contract(\\.ts$|/)`,
          // The review chain is itself nothing but rules (ADR 17).
          '^src/contexts/review/rules(\\.ts$|/)',
          '^node_modules/(zod|canonicalize)/',
          '^crypto$',
        ],
      },
    },
    {
      name: 'rules-do-not-act',
      severity: 'error',
      from: { path: '^src/contexts/[^/]+/rules(\\.ts$|/)', pathNot: tests },
      to: { path: '^src/contexts/[^/]+/(store|service|routes)(\\.tsx?$|/)' },
    },
    {
      name: 'rules-reach-nothing-outside',
      comment: 'Not even through another file: no platform, no database, no network, no file system.',
      severity: 'error',
      from: { path: '^src/contexts/[^/]+/rules(\\.ts$|/)', pathNot: tests },
      to: {
        path: '^src/platform/|^node_modules/(pg|kysely|fastify)/|^(fs|net|http|https|child_process)(/|$)',
        reachable: true,
      },
    },
    {
      name: 'contracts-are-plain',
      comment: 'A contract is read by the console: law, zod and other contracts only.',
      severity: 'error',
      from: { path: '^src/contexts/[^/]+/contract(\\.ts$|/)', pathNot: tests },
      to: { pathNot: ['^src/law/', '^src/contexts/[^/]+/contract(\\.ts$|/)', '^node_modules/zod/'] },
    },
    {
      name: 'duties-do-not-know-each-other',
      comment: 'Write the reaction in main/reactions.ts instead.',
      severity: 'error',
      from: { path: `^src/contexts/(${duties})/`, pathNot: tests },
      to: { path: `^src/contexts/(${duties})/`, pathNot: '^src/contexts/$1/' },
    },
    {
      name: 'support-does-not-know-duties',
      severity: 'error',
      from: { path: '^src/contexts/', pathNot: [`^src/contexts/(${duties})/`, tests] },
      to: { path: `^src/contexts/(${duties})/` },
    },
    {
      name: 'the-service-is-the-door',
      comment:
        'Another context is used through its service and its contract; routes also use the session hook.',
      severity: 'error',
      from: { path: '^src/contexts/([^/]+)/', pathNot: tests },
      to: {
        path: '^src/contexts/',
        pathNot: [
          '^src/contexts/$1/',
          '^src/contexts/[^/]+/(service|contract|session-hook)(\\.ts$|/)',
          '^src/contexts/review/rules(\\.ts$|/)',
        ],
      },
    },
    {
      name: 'stores-belong-to-their-context',
      comment: 'All SQL of a context is in its store; others ask the service.',
      severity: 'error',
      from: { path: '^src/(law|platform|portal|console|main)/', pathNot: tests },
      to: { path: '^src/contexts/[^/]+/store(\\.ts$|/)' },
    },
    {
      name: 'routes-do-not-ask-stores',
      severity: 'error',
      from: { path: '^src/contexts/[^/]+/(routes|rules|contract)(\\.tsx?$|/)', pathNot: tests },
      to: { path: '^src/contexts/[^/]+/store(\\.ts$|/)' },
    },
    {
      name: 'routes-are-wired-by-main',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/main/', '^src/contexts/[^/]+/routes(\\.tsx?$|/)', tests] },
      to: { path: '^src/contexts/[^/]+/routes(\\.tsx?$|/)' },
    },
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: tests },
      to: { path: '^src/', pathNot: '^src/platform/' },
    },
    {
      name: 'contexts-are-not-shown-or-wired-from-within',
      severity: 'error',
      from: { path: '^src/contexts/', pathNot: tests },
      to: { path: '^src/(portal|console|main)/' },
    },
    {
      name: 'portal-asks-services',
      severity: 'error',
      from: { path: '^src/portal/', pathNot: tests },
      to: { path: ['^src/(console|main)/', '^src/contexts/[^/]+/(store|rules|routes)(\\.tsx?$|/)'] },
    },
    {
      name: 'console-knows-only-contracts',
      severity: 'error',
      from: { path: '^src/console/', pathNot: tests },
      to: { path: '^src/', pathNot: ['^src/console/', '^src/contexts/[^/]+/contract(\\.ts$|/)'] },
    },
    {
      name: 'nothing-imports-main',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/main/', tests] },
      to: { path: '^src/main/' },
    },
    {
      name: 'sql-stays-in-stores',
      severity: 'error',
      from: {
        path: '^src/(law|portal|console)/|^src/contexts/[^/]+/(rules|contract|routes)(\\.tsx?$|/)',
        pathNot: ['^src/portal/store(\\.ts$|/)', tests],
      },
      to: { path: '^node_modules/(kysely|pg)/' },
    },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: ['^(tests|tools|bench)/', tests] },
    },
    {
      name: 'product-runs-on-its-dependencies',
      comment: 'Only the console, which is built, and tests may use development dependencies.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/console/', tests] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-circles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'everything-is-found',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^(tests|tools|bench)/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.json'],
    },
  },
};
