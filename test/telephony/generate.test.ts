import { expect, test } from 'vitest';
import { runtimePaths } from '../../config/runtime.ts';
import { generateAriTypes } from '../../services/telephony/ari/generate.ts';

test('the committed ARI types are those of the Asterisk that runs', async () => {
  await expect(generateAriTypes(runtimePaths().restApi)).toMatchFileSnapshot(
    '../../services/telephony/ari/types.generated.ts',
  );
});
