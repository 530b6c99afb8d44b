// Rooms in a bucket of S3, or of another service that speaks its protocol, for instances on any number of machines.
//
// The region and the keys are taken from where programs for S3 usually find them: AWS_REGION, AWS_ACCESS_KEY_ID and
// AWS_SECRET_ACCESS_KEY, or the role of the machine.

import {
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';

const { S3_BUCKET: Bucket, S3_ENDPOINT: endpoint } = process.env;

const s3 = new S3Client({
  // Not every other service knows names of buckets as names of hosts, nor the newer checksums.
  ...(endpoint && { endpoint, forcePathStyle: true }),
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
});
// A wrong name or key should be noticed now rather than when somebody opens a room.
await s3.send(new HeadBucketCommand({ Bucket })).catch((error) => {
  console.error(`Cannot use the bucket ${Bucket}: ${error.name}, ${error.message}`);
  process.exit(1);
});

export async function read(room) {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: `rooms/${room}/` }));
  return Promise.all(
    Contents.map(async ({ Key }) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return Body.transformToByteArray();
    }),
  );
}

export async function write(room, instance, state) {
  await s3.send(new PutObjectCommand({ Bucket, Key: `rooms/${room}/${instance}`, Body: state }));
}

export function close() {
  s3.destroy();
}
