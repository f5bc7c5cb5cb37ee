// Runs on an instance: an object and an item, with the SDK as it comes.
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const [bucket, table] = process.argv.slice(2);
const s3 = new S3Client();
await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "js", Body: "from js" }));
const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: "js" }));
const dynamodb = new DynamoDBClient();
await dynamodb.send(new PutItemCommand({ TableName: table, Item: { id: { S: "js" }, n: { N: "1" } } }));
const item = await dynamodb.send(new GetItemCommand({ TableName: table, Key: { id: { S: "js" } } }));
console.log(await object.Body.transformToString(), item.Item.n.N);
