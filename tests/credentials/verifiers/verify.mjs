// Verifies what Hirehall has signed with libraries that Hirehall did not write: Digital Bazaar's suite and jose.
// Reads one JSON document from standard input: {cases: {name: {credential, token, did, lists}}, contexts: {address: …}}.
// Answers {name: {proof, token, revoked, suspended}} on standard output. Nothing is fetched.
import {readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import jsigs from 'jsonld-signatures';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {decodeList} from '@digitalbazaar/vc-bitstring-status-list';
import {webcrypto} from 'node:crypto';

globalThis.crypto ??= webcrypto; // older versions of node have it, and do not say so
const {importJWK, compactVerify} = await import('jose');
const {cases, contexts} = JSON.parse(readFileSync(0, 'utf8'));
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function keyOf(multikey) {
  let number = 0n;
  for (const sign of multikey.slice(1)) number = number * 58n + BigInt(ALPHABET.indexOf(sign));
  return Buffer.from(number.toString(16).padStart(68, '0'), 'hex').subarray(2).toString('base64url');
}

function loaderFor(did) {
  return jsigs.extendContextLoader(async address => {
    const answer = document => ({contextUrl: null, documentUrl: address, document});
    if (contexts[address]) return answer(contexts[address]);
    const [base, fragment] = address.split('#');
    if (base !== did.id) throw new Error(`nothing is fetched: ${address}`);
    if (!fragment) return answer(did);
    const method = did.verificationMethod.find(one => one.id === address);
    if (!method) throw new Error(`no such key: ${address}`);
    return answer({'@context': 'https://w3id.org/security/multikey/v1', ...method});
  });
}

async function proofHolds(credential, did) {
  const suite = new DataIntegrityProof({cryptosuite});
  const found = await vc.verifyCredential({
    credential, suite, documentLoader: loaderFor(did), checkStatus: async () => ({verified: true}),
  });
  return found.verified;
}

async function tokenHolds(token, did) {
  try {
    const {protectedHeader} = await compactVerify(token, async header => {
      const method = did.verificationMethod.find(one => one.id === header.kid);
      return importJWK({kty: 'OKP', crv: 'Ed25519', x: keyOf(method.publicKeyMultibase)}, header.alg);
    }, {algorithms: ['EdDSA']});
    return protectedHeader.typ === 'vc+jwt';
  } catch {
    return false;
  }
}

async function bitIsSet(credential, lists, purpose, did) {
  const entry = credential.credentialStatus.find(one => one.statusPurpose === purpose);
  const listed = lists[entry.statusListCredential];
  if (!await proofHolds(listed, did)) throw new Error('the list is not signed as it should be');
  const list = await decodeList({encodedList: listed.credentialSubject.encodedList});
  return list.getStatus(Number(entry.statusListIndex));
}

const answers = {};
for (const [name, {credential, token, did, lists}] of Object.entries(cases)) {
  answers[name] = {
    proof: await proofHolds(credential, did),
    token: await tokenHolds(token, did),
    revoked: await bitIsSet(credential, lists, 'revocation', did),
    suspended: await bitIsSet(credential, lists, 'suspension', did),
  };
}
process.stdout.write(JSON.stringify(answers));
