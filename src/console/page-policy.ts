import { z } from 'zod';

// The page's content security policy forbids making code out of strings, which zod would otherwise try. It asks when
// a schema is made, so this module comes before every other.
z.config({ jitless: true });
